"""WHO: the buyer roles met along the customer's journey, what they want, and what each wins."""
