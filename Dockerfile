# aligner with the bundled models: no torch, no network at run time.
#
#   docker build -t aligner .
#   docker run --rm -v "$PWD:/work" aligner run story.ko.txt story.en.txt --out out
#
# For any sentence-transformers model: docker build --build-arg EXTRA="torch sentence-transformers" -t aligner .
FROM python:3.12-slim
ARG EXTRA=""
WORKDIR /opt/aligner
COPY requirements-light.txt pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-cache-dir --no-deps -r requirements-light.txt && pip install --no-cache-dir --no-deps . && \
    if [ -n "$EXTRA" ]; then pip install --no-cache-dir $EXTRA; fi
RUN useradd --create-home reader && mkdir -p /work && chown reader /work
USER reader
WORKDIR /work
ENTRYPOINT ["aligner"]
