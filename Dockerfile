# The operator as one static binary in an empty image.
#
#   docker build -t redoubt-operator .
FROM swift:6.3.1-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libyaml-dev zlib1g-dev pkg-config ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN scripts/build-operator.sh

# glibc looks names up by its own libraries even in static programs, so the base has a glibc.
FROM gcr.io/distroless/cc-debian12:nonroot
COPY --from=build /src/.build/release-operator/redoubt-operator /redoubt-operator
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
USER 65532:65532
ENTRYPOINT ["/redoubt-operator"]
