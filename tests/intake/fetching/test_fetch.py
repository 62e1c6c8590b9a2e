"""The one way out, against real servers on this machine."""

import gzip
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from time import sleep

import pytest

from monitor.intake.fetching import MOST_BYTES, Fetched, FetchRefused, fetch

HERE = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server that answers each GET so."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def says(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def fetched(answer: Answer, path: str = "/a.ics", **given: object) -> Fetched:
    with serving(answer) as site:
        return fetch(site + path, allowed=HERE, **given)  # type: ignore[arg-type]


def code(answer: Answer, **given: object) -> str:
    with pytest.raises(FetchRefused) as refused:
        fetched(answer, **given)  # type: ignore[arg-type]
    return refused.value.code


def test_an_answer_comes_with_its_validators() -> None:
    found = fetched(
        says(b"BEGIN", ETag='"1"', Last_Modified="then", Content_Type="text/calendar; charset=x")
    )
    assert found == Fetched(b"BEGIN", '"1"', "then", "x")


def test_the_validators_of_last_time_are_sent() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        same = request.headers["If-None-Match"] == '"1"'
        then = request.headers["If-Modified-Since"] == "then"
        says(b"new", 304 if same and then else 200)(request)

    assert fetched(answer, etag='"1"', last_modified="then").body is None


def test_this_machine_is_not_asked_unless_allowed() -> None:
    asked = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        says()(request)

    with serving(answer) as site, pytest.raises(FetchRefused) as refused:
        fetch(site)
    assert refused.value.code == "private_address"
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "gopher://example.org/", "//example.org/x", "example.org", "",
        "http://", "http://user:word@example.org/", "http://example.org:0/", "http://[::1",
        "http://example.org:99999/", "http://exa mple.org/", "http://example.org/\r\nX: y",
        "http://example.org/" + "a" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch(address)
    assert refused.value.code == "bad_address"


def test_a_redirect_into_the_network_is_not_followed() -> None:
    allowed = [ip_network("127.0.0.1/32")]
    with (
        serving(says(status=302, Location="http://127.0.0.2:1/secret")) as site,
        pytest.raises(FetchRefused) as refused,
    ):
        fetch(site, allowed=allowed)
    assert refused.value.code == "private_address"


def test_a_redirect_to_a_file_is_not_followed() -> None:
    assert code(says(status=302, Location="file:///etc/passwd")) == "bad_address"


def test_a_lasting_redirect_tells_where_it_now_stands() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/b.ics":
            says(b"there")(request)
        else:
            says(status=301, Location="/b.ics")(request)

    found = fetched(answer)
    assert found.body == b"there"
    assert found.moved_to.endswith("/b.ics")


def test_a_redirect_for_now_tells_no_new_address() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        says(*((b"there",) if request.path == "/b" else (b"", 302)), Location="/b")(request)

    assert fetched(answer).moved_to == ""


def test_an_endless_redirect_ends() -> None:
    assert code(says(status=302, Location="/a.ics")) == "too_many_redirects"


def test_a_packed_answer_is_unpacked() -> None:
    assert fetched(says(gzip.compress(b"BEGIN"), Content_Encoding="gzip")).body == b"BEGIN"


def test_ten_megabytes_are_taken_and_one_octet_more_is_not() -> None:
    assert len(fetched(says(b"a" * MOST_BYTES)).body or b"") == MOST_BYTES
    assert code(says(b"a" * (MOST_BYTES + 1))) == "too_large"


def test_a_bomb_is_left_packed() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(200)), packer.flush()])
    assert len(bomb) < 1 << 20
    assert code(says(bomb, Content_Encoding="gzip")) == "too_large"


@pytest.mark.parametrize("body", [b"not gzip", gzip.compress(b"BEGIN" * 99, mtime=0)[:-9]])
def test_a_damaged_packing_is_refused(body: bytes) -> None:
    assert code(says(body, Content_Encoding="gzip")) == "bad_encoding"


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"BEGIN")

    assert code(answer) == "bad_answer"


def test_a_server_that_dribbles_its_body_is_left() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            try:
                request.wfile.write(b"a")
            except OSError:
                return
            sleep(0.05)

    assert code(answer, seconds=0.4) == "too_slow"


def test_a_server_that_dribbles_its_head_is_left() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK" + b"a" * 100:
            try:
                request.wfile.write(bytes([letter]))
            except OSError:
                return
            sleep(0.05)

    assert code(answer, seconds=0.4) == "too_slow"


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, "needs_password"), (403, "needs_password"), (404, "gone"), (410, "gone"),
     (500, "bad_status"), (204, "bad_status"), (429, "busy"), (503, "busy")],
)  # fmt: skip
def test_an_error_has_a_name(status: int, expected: str) -> None:
    assert code(says(status=status)) == expected


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("999999999", 86_400), ("-5", None), ("soon", None),
     ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)  # fmt: skip
def test_a_busy_server_says_when_to_come_back(said: str, seconds: int | None) -> None:
    with pytest.raises(FetchRefused) as refused:
        fetched(says(status=429, Retry_After=said))
    assert refused.value.retry_after == seconds


def test_an_answer_that_is_no_http_is_refused() -> None:
    assert code(lambda request: request.wfile.write(b"SSH-2.0-x\r\n") and None) == "bad_answer"


def test_nothing_listens() -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch("http://127.0.0.1:9/", allowed=HERE)
    assert refused.value.code == "no_answer"


def test_a_refusal_names_no_more_than_the_host() -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch("http://127.0.0.1:9/private-s3cret/basic.ics?key=s3cret", allowed=HERE)
    assert "s3cret" not in refused.value.message
    assert "127.0.0.1" in refused.value.message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += [
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=here",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
    ]
    subprocess.run(
        [*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True
    )
    return made, key


def of_server(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_a_secure_server_is_asked_and_its_certificate_checked(
    certificate: tuple[Path, Path],
) -> None:
    with serving(says(b"BEGIN"), of_server(certificate)) as site:
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        assert fetch(site, allowed=HERE, context=trusting).body == b"BEGIN"
        with pytest.raises(FetchRefused) as refused:
            fetch(site, allowed=HERE)
    assert refused.value.code == "bad_certificate"


def test_a_secure_address_does_not_lead_to_an_insecure_one(
    certificate: tuple[Path, Path],
) -> None:
    down = says(status=302, Location="http://127.0.0.1/")
    with serving(down, of_server(certificate)) as site:
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        with pytest.raises(FetchRefused) as refused:
            fetch(site, allowed=HERE, context=trusting)
    assert refused.value.code == "insecure_redirect"
