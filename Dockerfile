# kgbuild in a container. The folder in which it is started is /data; files are written as the user who starts it.
#
#   docker build -t kgbuild .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/data" kgbuild ingest examples/trials
#
# Installed vocabularies stand in /lexicon; `-v kgbuild-lexicon:/lexicon` keeps them from one start to the next.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY kg kg
COPY ontology ontology
COPY shapes shapes
COPY vocabularies vocabularies
COPY examples/queries examples/queries
RUN pip install --no-cache-dir --prefix=/install .

FROM python:3.13-slim
COPY --from=build /install /usr/local
# Any user may have been named with --user, and such a user has no home: the lexicon is open to all, as /tmp is.
ENV KGBUILD_LEXICON=/lexicon
RUN useradd --create-home kgbuild && install -d -m 1777 /lexicon
USER kgbuild
WORKDIR /data
ENTRYPOINT ["kgbuild"]
CMD ["--help"]
