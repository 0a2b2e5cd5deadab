# syntax=docker/dockerfile:1
# Two stages: the first builds the environment, the fonts and the static files; the second only runs.
ARG PYTHON=3.12-slim-bookworm

FROM python:${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/base.txt
COPY . .
# Static files lie outside /var/lib/throughline: a volume must not hide those of a newer image.
RUN VAR_DIR=/tmp/build STATIC_ROOT=/app/staticfiles /venv/bin/python manage.py build_assets && \
    /venv/bin/python -m compileall -q config ui people stakeholders journeys messaging sheets selling

FROM python:${PYTHON}
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 10001 --create-home --home-dir /var/lib/throughline throughline
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/staticfiles \
    VAR_DIR=/var/lib/throughline
USER 10001
VOLUME /var/lib/throughline
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "scripts/healthcheck.py"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000"]
