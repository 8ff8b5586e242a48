"""Who reaches the pages of accounts: everybody may try to sign in, and each person has a page of their own."""

from tests.architecture.access import EVERYBODY, SIGNED_IN, Row


def some_token(_world):
    return {"token": "nobody-has-this-one"}


ROWS = [
    Row("accounts.show_sign_in", "GET", allowed=EVERYBODY),
    Row("accounts.request_sign_in", "POST", allowed=EVERYBODY),
    Row("accounts.show_code_form", "GET", allowed=EVERYBODY),
    Row("accounts.sign_in_with_code", "POST", allowed=EVERYBODY),
    Row("accounts.show_sign_in_link", "GET", allowed=EVERYBODY, arguments=some_token),
    Row("accounts.sign_in_with_link", "POST", allowed=EVERYBODY, arguments=some_token),
    Row("accounts.sign_in_as_demonstration", "POST", allowed=frozenset(), arguments=lambda world: {"name": "trainer"}),
    Row("accounts.sign_out", "POST", allowed=EVERYBODY),
    Row("accounts.show_profile", "GET", allowed=SIGNED_IN),
    Row("accounts.save_profile", "POST", allowed=SIGNED_IN),
    Row("accounts.sign_out_everywhere", "POST", allowed=SIGNED_IN),
    Row("accounts.download_own_data", "GET", allowed=SIGNED_IN),
]
