# The image that production runs: no compiler, no pip cache, nobody's shell, nothing to write to.
FROM python:3.13-slim AS build
WORKDIR /source
COPY constraints-runtime.txt .
RUN python -m venv /opt/ostiary && /opt/ostiary/bin/pip install --no-cache-dir --require-hashes --requirement constraints-runtime.txt
COPY . .
RUN python -m pip install --no-cache-dir setuptools \
 && python -m pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/ostiary/bin/pip install --no-cache-dir --no-deps /wheels/*.whl \
 && /opt/ostiary/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin ostiary
COPY --from=build /opt/ostiary /opt/ostiary
ENV PATH=/opt/ostiary/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
WORKDIR /var/empty
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["python", "-c", \
  "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["ostiary"]
CMD ["run", "--host", "0.0.0.0"]
