"""The secrets of a sign-in: made, hashed, and sealed for the mail job under keys derived from the installation's."""

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CODE_DIGITS = 6


@dataclass(frozen=True)
class TicketSecrets:
    """What opens the door: the link's token, or the code."""

    token: str
    code: str


def make_secrets() -> TicketSecrets:
    """Make a token that cannot be guessed and a code that can be typed."""
    return TicketSecrets(token=secrets.token_urlsafe(32), code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}")


def hash_token(token: str) -> str:
    """Return what the database keeps of a token; 256 random bits need no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str, *, ticket_id: uuid.UUID, key: str) -> str:
    """Return what the database keeps of a code; the key and the ticket make a million codes worth nothing."""
    return _keyed_hash(f"{ticket_id}:{code}", key=key, purpose="sign-in code")


def hash_network(network: str, *, key: str) -> str:
    """Return what the database keeps of a client's network: enough to count, too little to know it."""
    return _keyed_hash(network, key=key, purpose="sign-in network")


def is_same(one: str, other: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def seal(opened: TicketSecrets, *, key: str) -> str:
    """Encrypt the secrets for the mail job."""
    return _sealer(key).encrypt(json.dumps(asdict(opened)).encode()).decode()


def unseal(sealed: str, *, key: str) -> TicketSecrets | None:
    """Decrypt the secrets; None if the installation's key has changed meanwhile."""
    try:
        return TicketSecrets(**json.loads(_sealer(key).decrypt(sealed.encode())))
    except InvalidToken:
        return None


def _sealer(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(key, "sign-in seal")))


def _keyed_hash(text: str, *, key: str, purpose: str) -> str:
    return hmac.new(_derive(key, purpose), text.encode(), hashlib.sha256).hexdigest()


def _derive(key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key.encode())
