"""Read by gunicorn wherever it is started from this folder."""

# Access and error lines name addresses; those of personal feeds are passwords.
logger_class = "config.gunicorn_logs.SecretsHidden"
