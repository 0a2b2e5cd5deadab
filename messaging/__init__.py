"""WHAT: messaging frameworks, their value messages, the rules that check them and the releases that freeze them."""
