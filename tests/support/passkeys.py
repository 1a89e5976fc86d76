"""A passkey as a browser would have registered it, without a browser."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ID = b"work-phone-credential"
CLIENT = b'{"type":"webauthn.create","challenge":"","origin":"http://localhost"}'


def a_registered_credential() -> dict[str, Any]:
    """What the sign-in library keeps of a new passkey that may stand alone."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    held = AttestedCredentialData.create(bytes(16), ID, key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    made = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, held), {})
    return {
        "id": websafe_encode(ID),
        "rawId": websafe_encode(ID),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(CLIENT), "attestationObject": websafe_encode(bytes(made))},
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
