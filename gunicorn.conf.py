"""How the web process runs, in the demo and in production; the address comes from the command line or $PORT."""

import os

os.environ.setdefault("DATABASE_POOL", "true")  # read by the settings when the database is PostgreSQL

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
preload_app = True
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # a heartbeat must not wait for a disk
max_requests = 5000
max_requests_jitter = 500
graceful_timeout = 10
accesslog = None
