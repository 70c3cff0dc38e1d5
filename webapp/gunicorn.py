"""How gunicorn serves us: few processes, many cheap threads, so that slow uploads starve nobody; no access log."""

import multiprocessing
import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", min(2, multiprocessing.cpu_count())))
threads = int(os.environ.get("WEB_THREADS", "256"))
worker_connections = 1000
keepalive = 15
timeout = 60
graceful_timeout = 25
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False
