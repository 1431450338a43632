# Tells Keyhole who is signed in. Start: ACME_ASSERTION_SECRET=... python3 keyhole_assertion.py
# `application` is a WSGI application: any Python web server runs it, and frameworks mount it.
import base64, hashlib, hmac, json, os, re, time, uuid
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

ORIGIN = "https://acme.example"  # your site; `issuer` in the Worker's config
AUDIENCE = "keyhole:acme"  # "keyhole:" and the site's id in the Worker's config
SECRET = os.environ.get("ACME_ASSERTION_SECRET", "").encode()  # the secret that the Worker has
if len(SECRET) < 32:
    raise SystemExit("ACME_ASSERTION_SECRET needs at least 32 bytes")


def find_user(environ):
    """The user of your own session, {"id", "role", "tenant"}, or None if nobody is signed in."""
    return None  # FILL IN: look up the user by the session cookie in environ["HTTP_COOKIE"]


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign_assertion(user, jkt):
    """A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes."""
    now = int(time.time())
    claims = {
        "iss": ORIGIN,
        "aud": AUDIENCE,
        "sub": str(user["id"]),
        "iat": now,
        "exp": now + 120,
        "jti": str(uuid.uuid4()),
        "cnf": {"jkt": jkt},
        "role": user["role"],
        "tenant": user["tenant"],
    }
    header = {"alg": "HS256", "typ": "JWT"}
    text = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encode(hmac.new(SECRET, text.encode(), hashlib.sha256).digest())}"


def is_other_site(environ):
    """Only pages of your site may ask. Browsers send these headers, and no page can change them."""
    site = environ.get("HTTP_SEC_FETCH_SITE", "same-origin")
    return environ.get("HTTP_ORIGIN", ORIGIN) != ORIGIN or site != "same-origin"


def answer(environ):
    jkt = parse_qs(environ.get("QUERY_STRING", "")).get("jkt", [""])[0]
    if environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"] != "/keyhole-assertion":
        return "404 Not Found", "not found"
    if environ["REQUEST_METHOD"] != "GET":
        return "405 Method Not Allowed", "only GET"
    if is_other_site(environ):
        return "403 Forbidden", "only for pages of this site"
    user = find_user(environ)
    if user is None:
        return "401 Unauthorized", "not signed in"
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", jkt):
        return "400 Bad Request", "jkt must be a thumbprint"
    return "200 OK", sign_assertion(user, jkt)


def application(environ, start_response):
    status, text = answer(environ)
    headers = [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]
    if status.startswith("405"):
        headers.append(("Allow", "GET"))
    start_response(status, headers)
    return [text.encode()]


if __name__ == "__main__":
    make_server("127.0.0.1", int(os.environ.get("PORT", 8080)), application).serve_forever()
