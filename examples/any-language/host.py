"""A host's backend without the backend kit: the three requests of docs/openapi.yaml, for one connection at Meld.

It needs Python 3.9 or later and no package. Environment variables:

MELD_API_KEY      the API key; default: the sandbox's
MELD_BASE_URL     the origin of Meld's API, or of the sandbox's stand-in for Meld
MELD_CONNECTION   Meld's id of the connection; default: the sandbox's first one
PORT              default 8000; 0 lets the system choose
"""

import json
import os
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

API_KEY = os.environ.get('MELD_API_KEY', 'sandbox_api_key')
BASE_URL = os.environ['MELD_BASE_URL'].rstrip('/')

# Replace these with your database and your sessions.
CONNECTIONS = {
    'conn_1': {'owner': 'ada', 'meld_id': os.environ.get('MELD_CONNECTION', 'connMeridianTrust1')},
}

# The largest body that is read, in bytes.
MAX_BODY = 128 * 1024

# The codes of Meld's answers. All others mean that Meld is not available.
CODES = {404: 'connection-not-found', 409: 'not-repairable', 429: 'rate-limited'}


class Problem(Exception):
    """A failure, which becomes problem details (RFC 9457)."""

    def __init__(self, status, code, title):
        super().__init__(title)
        self.status = status
        self.code = code
        self.title = title


def call_meld(method, path, body=None):
    """Calls Meld's API and returns the JSON of the answer."""
    request = urllib.request.Request(
        f'{BASE_URL}/bank-linking/{path}',
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={'authorization': f'BASIC {API_KEY}', 'content-type': 'application/json'},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        code = CODES.get(error.code)
        raise Problem(error.code if code else 502, code or 'backend-unavailable', 'Meld refused the call.') from None
    except (urllib.error.URLError, TimeoutError, ValueError):
        raise Problem(502, 'backend-unavailable', 'Meld gave no usable answer.') from None


def member(answer, name):
    """Returns a member that Meld's answer must have."""
    if not isinstance(answer, dict) or name not in answer:
        raise Problem(502, 'backend-unavailable', 'Meld gave no usable answer.')
    return answer[name]


def read_status(meld_id):
    answer = call_meld('GET', f'connections/{quote(meld_id, safe="")}')
    return {
        'provider': 'meld',
        'status': member(answer, 'status'),
        'statusReason': answer.get('statusReason'),
        'institution': {'id': answer.get('institutionId') or '', 'name': answer.get('institutionName') or ''},
    }


def create_token(meld_id):
    answer = call_meld('POST', 'connect/repair', {'connectionId': meld_id})
    return {
        'provider': 'meld',
        'widgetUrl': member(answer, 'widgetUrl'),
        'connectToken': member(answer, 'connectToken'),
    }


def complete(connection_id, meld_id):
    # The widget's result comes from the browser, so only Meld's status counts.
    status = read_status(meld_id)
    outcome = 'successful' if status['status'] == 'ACTIVE' else 'pending'
    return {'outcome': outcome, 'connectionId': connection_id, **{k: v for k, v in status.items() if k != 'provider'}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.respond({'/api/bank/status': lambda connection: read_status(connection['meld_id'])}, lambda: query)

    def do_POST(self):
        routes = {
            '/api/bank/token': lambda connection: create_token(connection['meld_id']),
            '/api/bank/complete': lambda connection: complete(connection['id'], connection['meld_id']),
        }
        self.respond(routes, self.read_json)

    def respond(self, routes, read_fields):
        try:
            route = routes.get(urlsplit(self.path).path.rstrip('/'))
            if not route:
                raise Problem(404, 'invalid-configuration', 'The path is not that of a route.')
            self.check_origin()
            fields = read_fields()
            if not isinstance(fields.get('repairId'), str):
                raise Problem(400, 'invalid-configuration', '"repairId" is missing.')
            self.send_json(200, 'application/json', route(self.find_connection(fields.get('connectionId'))))
        except Problem as problem:
            # The body may be unread, so the connection cannot be used again.
            self.close_connection = True
            body = {'title': problem.title, 'status': problem.status, 'code': problem.code}
            self.send_json(problem.status, 'application/problem+json', body)

    def check_origin(self):
        """Refuses the requests of other sites, which carry the person's cookie, too."""
        site = self.headers.get('sec-fetch-site')
        origin = self.headers.get('origin')
        is_own = site in ('same-origin', 'none') or (
            site is None and (origin is None or urlsplit(origin).netloc == self.headers.get('host'))
        )
        if not is_own:
            raise Problem(403, 'unauthorized', 'The origin of the request is not allowed.')

    def find_connection(self, connection_id):
        """Returns the connection if it belongs to the person whose session the request carries."""
        if self.headers.get('cookie') != 'person=ada':
            raise Problem(401, 'unauthorized', 'The person is not signed in.')
        connection = CONNECTIONS.get(connection_id) if isinstance(connection_id, str) else None
        if not connection or connection['owner'] != 'ada':
            raise Problem(404, 'connection-not-found', 'There is no such connection.')
        return {'id': connection_id, **connection}

    def read_json(self):
        if self.headers.get_content_type() != 'application/json':
            raise Problem(415, 'invalid-configuration', 'The content type must be application/json.')
        length = self.headers.get('content-length') or '0'
        if not length.isdecimal():
            raise Problem(400, 'invalid-configuration', 'The content length is not a number.')
        if int(length) > MAX_BODY:
            raise Problem(413, 'invalid-configuration', 'The body is too large.')
        try:
            fields = json.loads(self.rfile.read(int(length)))
        except ValueError:
            fields = None
        if not isinstance(fields, dict):
            raise Problem(400, 'invalid-configuration', 'The body is not a JSON object.')
        return fields

    def send_json(self, status, content_type, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('content-type', content_type)
        self.send_header('content-length', str(len(body)))
        self.send_header('cache-control', 'no-store')
        self.end_headers()
        self.wfile.write(body)


if __name__ == '__main__':
    server = ThreadingHTTPServer(('127.0.0.1', int(os.environ.get('PORT', '8000'))), Handler)
    print(f'http://127.0.0.1:{server.server_port}', flush=True)
    server.serve_forever()
