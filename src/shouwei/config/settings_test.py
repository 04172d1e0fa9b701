"""Settings of the test suite: a fast hasher, mail kept in memory, plain static files."""

import atexit
import os
import shutil
import tempfile
from base64 import urlsafe_b64encode

os.environ.setdefault("SHOUWEI_SECRET_KEY", "for tests only")
# Types are checked without a database; tests get a real one from ./run test.
os.environ.setdefault("DATABASE_URL", "postgresql://shouwei@localhost/shouwei")
if "SHOUWEI_DATA" not in os.environ:
    # Outside ./run test nobody else clears the folder away.
    _data = tempfile.mkdtemp(prefix="shouwei-test-")
    atexit.register(shutil.rmtree, _data, ignore_errors=True)
    os.environ["SHOUWEI_DATA"] = _data

from .settings import *  # noqa: F403  # the environment has to be set first

FIELD_KEYS = urlsafe_b64encode(b"only for tests: encrypted fields").decode()
INDEX_KEY = urlsafe_b64encode(b"only for tests: the blind index.").decode()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEMO = True
SECOND_FACTOR = False  # the stories of sign-in switch it on; all others begin with somebody signed in
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Every page is tested behind the second wall: requests run under the application's role, which row security holds.
MIDDLEWARE.insert(  # noqa: F405
    MIDDLEWARE.index("shouwei.ground.people.middleware.ActingIdentityMiddleware") + 1,  # noqa: F405
    "tests.second_wall.AsTheApplication",
)
# A pool would hold connections to a test database that is about to be dropped.
DATABASES["default"]["OPTIONS"].pop("pool")  # type: ignore[attr-defined]  # noqa: F405
