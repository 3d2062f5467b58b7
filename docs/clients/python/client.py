"""A small client of the REST interface: Python 3.9 or later, standard library only.

DUIJIE_URL=https://... DUIJIE_TOKEN=djk_... python3 client.py COMMAND ...
  product REF MODEL CLASS NAME PRICE    write one row of a price list and publish it
  demand REF TITLE REGION CLASS NUMBER  write a demand of one line and publish it
  changes FILE                          read what changed; FILE keeps the cursor
  answer ID INTERESTED                  answer a recommendation, or: answer ID DISMISSED REASON
  check                                 check the verification of webhooks
"""
import base64, hashlib, hmac, json, os, sys, time, urllib.error, urllib.parse, urllib.request, uuid

TRIES = 4


def call(method, path, body=None):
    """One request; what writes carries a key, so that sending it again writes nothing twice."""
    headers = {"Authorization": "Bearer " + os.environ["DUIJIE_TOKEN"], "Accept-Language": "zh-CN"}
    if body is not None:
        headers.update({"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
    data = None if body is None else json.dumps(body).encode()
    for attempt in range(1, TRIES + 1):
        try:
            request = urllib.request.Request(os.environ["DUIJIE_URL"] + "/api/v1/" + path, data, headers, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # A problem of ours is told again in the same way; only the server's own may pass.
            if error.code < 500 or attempt == TRIES:
                problem = json.load(error)
                sys.exit(f"{problem['code']} {problem['field'] or ''}: {problem['message']}")
        except urllib.error.URLError:
            if attempt == TRIES:
                raise
        time.sleep(2 ** attempt)


def product(ref, model, class_id, name, price):
    row = {"externalRef": ref, "model": model, "classId": class_id, "name": name, "priceCny": price}
    return call("PUT", "products", {"products": [row], "publish": True})["items"]


def demand(ref, title, region, class_id, number):
    line = {"classIds": [class_id], "quantity": number}
    # A person has made sure that nothing secret is in it (涉密不上网).
    one = {"externalRef": ref, "title": title, "regionCode": region, "noStateSecretConfirmed": True, "lines": [line]}
    return call("PUT", "demands", {"demands": [one], "publish": True})["items"]


def changes(file):
    """All that is new. The cursor is kept once what it stands behind has been dealt with: what is cut off comes again."""
    cursor = None
    if os.path.exists(file):
        with open(file, encoding="utf-8") as kept:
            cursor = kept.read().strip()
    told = []
    while True:
        page = call("GET", "changes" + ("?" + urllib.parse.urlencode({"cursor": cursor}) if cursor else ""))
        told += page["changes"]
        cursor = page["cursor"]
        with open(file + ".new", "w", encoding="utf-8") as new:
            new.write(cursor)
        os.replace(file + ".new", file)
        if not page["more"]:
            return told


def answer(recommendation, word, reason=None):
    body = {"answer": word, "reason": reason}
    return call("POST", f"recommendations/{urllib.parse.quote(recommendation)}/answer", body)


def verify(secret, headers, body, now=None, tolerance=300):
    """True when a webhook (Standard Webhooks) is ours and fresh. body: the bytes as they came, before any JSON reader."""
    name, sent, signatures = headers.get("webhook-id"), headers.get("webhook-timestamp"), headers.get("webhook-signature")
    if not name or not signatures or not (sent or "").isdigit() or abs((time.time() if now is None else now) - int(sent)) > tolerance:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = base64.b64encode(hmac.new(key, f"{name}.{sent}.".encode() + body, hashlib.sha256).digest()).decode()
    # Several while a secret is being replaced; compared in a time that tells nothing.
    return any(hmac.compare_digest(one.encode(), f"v1,{wanted}".encode()) for one in signatures.split(" "))


def check():
    """The example of Standard Webhooks, then what must not pass."""
    secret, body, now = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}', 1614265330
    headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": str(now), "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
    ours = verify(secret, headers, body, now) and verify(secret, {**headers, "webhook-signature": "v1,AAAA " + headers["webhook-signature"]}, body, now)
    forged = [
        verify(secret, headers, body + b" ", now), verify(secret, headers, body, now + 301), verify(secret, {**headers, "webhook-id": "msg_x"}, body, now),
        verify(secret, {**headers, "webhook-signature": "v1,AAAA"}, body, now), verify("whsec_AAAA", headers, body, now), verify(secret, {}, body, now),
    ]
    return {"ours": ours, "forged": any(forged)}


if __name__ == "__main__":
    commands = {"product": product, "demand": demand, "changes": changes, "answer": answer, "check": check}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
