"""What every answer of the server has in common: headers, errors in our look, who may ask."""

import hashlib
import hmac
import logging
import re
import secrets
from urllib.parse import unquote, urlencode, urlsplit

from jupyter_server.auth import IdentityProvider, User
from tornado import httputil, web

from widgets.serve.http.clients import Budget, Refusal, client_of
from widgets.serve.http.static import StaticHandler
from widgets.words.messages import message

# blob: is how anywidget imports a widget's script; styles of charts and widgets are inline.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_SWITCHED_OFF = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ODD = re.compile(r"[\0\\]|^\.+$")  # part of a path
COOKIE = "handover"  # who has given the token; without a token there is no cookie
CLOSED = message("page-closed")
GUESS_S = 1.0  # what a wrong token costs of the budget below
SENTENCES = {status: message(f"page-status-{status}") for status in (400, 403, 404, 405, 429)}
LOG = logging.getLogger("widgets.serve")


def same_origin(request: httputil.HTTPServerRequest) -> bool:
    """Whether a page of this server sent the request, as far as the browser says.

    A browser that names the relation (Sec-Fetch-Site) is believed; it hides the page's address
    (Origin: null) in what a page sends while it is left. Otherwise the address must be ours.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and origin in (None, "null"):
        return site == "same-origin"
    try:
        ours = urlsplit(origin or "").netloc == request.host
    except ValueError:
        ours = False
    return ours and site in (None, "same-origin")


class SameOrigin:
    """Mixed into a handler: POST is for our own page, which needs no cookie to prove it."""

    def check_xsrf_cookie(self) -> None:
        """Refuse what another page, or none, has sent."""
        if not same_origin(self.request):
            raise web.HTTPError(403)


class Anyone(IdentityProvider):
    """Readers are not told apart, and get no cookie."""

    auth_enabled = False

    def get_user(self, handler: web.RequestHandler) -> User:
        """The reader."""
        return User("reader")

    def get_handlers(self) -> list:
        """No login, no logout."""
        return []


def guesses() -> Budget:
    """What a network may try: twenty wrong tokens at once, then one in two seconds."""
    return Budget(0.5, 20.0, too_many="page-too-many-tokens")


class _Guarded:
    """Mixed into every handler by `guarded`."""

    fault = "unknown"

    def prepare(self) -> object:
        """Refuse a path that is not written as our pages write it, and an origin that is none."""
        if any(_ODD.search(part) for part in unquote(self.request.path).split("/")[1:]):
            raise web.HTTPError(404)
        try:
            urlsplit(self.request.headers.get("Origin", ""))
        except ValueError as error:  # no page's, and Tornado does not expect it
            raise web.HTTPError(403) from error
        if self.token and not self.admit():
            return None
        return super().prepare()

    @property
    def token(self) -> str:
        """What readers must have given; nothing for the code of the page, which is no secret."""
        if isinstance(self, StaticHandler) or getattr(super(), "open_to_all", False):
            return ""
        return getattr(self.settings.get("identity_provider"), "token", "")

    def admit(self) -> bool:
        """Let in who has given the token; who gives it now is sent to the address without it."""
        key = hashlib.sha256(f"{COOKIE} {self.token}".encode()).hexdigest()
        cookie = self.get_cookie(COOKIE, "")
        if hmac.compare_digest(cookie.encode(), key.encode()):
            return True
        given = self.request.query_arguments
        token = given.pop("token", [b""])[-1]
        if not (token or cookie):
            raise Refusal(403, CLOSED)
        guesses = self.settings["guesses"]
        network = client_of(self.request.remote_ip or "").network
        guesses.check(network)
        if not hmac.compare_digest(token, self.token.encode()):
            guesses.spend(network, GUESS_S)
            raise Refusal(403, CLOSED)
        path, https = self.settings["base_url"], self.request.protocol == "https"
        self.set_cookie(COOKIE, key, path=path, httponly=True, samesite="Lax", secure=https)
        self.redirect(f"?{urlencode(given, doseq=True)}")
        return False

    def flush(self, include_footers: bool = False) -> object:
        """Set our headers last, so that no class before us has the word."""
        if not self._headers_written:
            for name, value in HEADERS.items():
                self.set_header(name, value)
            kept = self._headers.get("Cache-Control", "no-store")
            if self.get_status() >= 400:
                kept = "no-store"
            elif self.token:
                kept = kept.replace("public", "private")
            self.set_header("Cache-Control", kept)
            self.clear_header("Server")
        return super().flush(include_footers)

    def compute_etag(self) -> str | None:
        """Only files have one by themselves."""
        return super().compute_etag() if isinstance(self, StaticHandler) else None

    def write_error(self, status_code: int, **more: object) -> None:
        """Our error page, or for a script one sentence; never a traceback."""
        error = (more.get("exc_info") or (None, None))[1]
        failed = message("page-failed", fault=self.fault)
        said = SENTENCES.get(status_code, failed if status_code >= 500 else SENTENCES[400])
        body = error.body if isinstance(error, Refusal) else {"sentence": said, "retry_s": None}
        if body["retry_s"]:
            self.set_header("Retry-After", str(body["retry_s"]))
        if status_code == 405:
            self.set_header("Allow", ", ".join(self.methods()))
        if "text/html" in self.request.headers.get("Accept", ""):
            self.set_header("Content-Type", "text/html; charset=utf-8")
            sentence = body["sentence"] if isinstance(error, Refusal) else ""
            self.finish(self.settings["document"].error(status_code, sentence))
            return
        self.finish(body)

    def methods(self) -> list[str]:
        """What can be asked of this address."""
        every, own = web.RequestHandler, type(self)
        names = ((name, name.lower()) for name in self.SUPPORTED_METHODS)
        return [name for name, get in names if getattr(own, get) is not getattr(every, get)]

    def log_exception(self, kind: type, value: BaseException, traceback: object) -> None:
        """What was not meant stands in the log under the id that the reader is told."""
        if not isinstance(value, web.HTTPError):
            self.fault = secrets.token_hex(3)
            LOG.error("Fault %s", self.fault, exc_info=(kind, value, traceback))


def guarded(handler: type[web.RequestHandler]) -> type[web.RequestHandler]:
    """The handler class with our headers, errors and caching."""
    return type(handler.__name__, (_Guarded, handler), {})


class NotFound(web.RequestHandler):
    """Every address that nobody else answers."""

    open_to_all = True

    def prepare(self) -> None:
        """404, whatever was asked."""
        raise web.HTTPError(404)
