"""Server: gunicorn as it may be run here; it never writes an access log."""

from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """gunicorn with one process and threads; no access log is ever written."""

    def __init__(self, app: object, host: str, port: int, threads: int) -> None:
        self.application = app
        self.settings = {
            "bind": f"{host}:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "graceful_timeout": 30,
            "keepalive": 5,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        """Takes our settings, and none from the environment or the command line."""
        for name, value in self.settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> object:
        """The application."""
        return self.application
