# The command alone: static, without a shell, not as root.
#   docker build -t tlsready .
#   docker run --rm -v "$PWD:/work:ro" tlsready
# The image has no git, so that --git-rev and --changed-since do not work in it.
FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
	go build -trimpath -ldflags "-s -w -buildid=" -o /out/tlsready ./cmd/tlsready

FROM scratch
COPY --from=build /out/tlsready /tlsready
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/tlsready"]
