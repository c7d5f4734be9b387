# The service alone. Neo4j runs beside it (docker-compose.yml), so neither Java nor the jars are in here.
FROM python:3.11-slim AS libraries
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin quanze \
    && install --directory --owner=10001 --group=10001 /data
WORKDIR /app
COPY --from=libraries /opt/venv /opt/venv
COPY legal legal
COPY graph graph
COPY resolvers resolvers
COPY importers importers
COPY publishing publishing
COPY schema schema
COPY sample sample
COPY server server
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["python", "-m", "server.cli"]
CMD ["serve"]
