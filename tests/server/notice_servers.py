"""A mail server and a web server of this machine, for notice_test. Prints its port, and then a line for what it gets.

Usage: notice_servers.py mail|web
"""

import asyncio
import http.server
import json
import sys


def say(thing):
    print(json.dumps(thing), flush=True)


def serve_mail():
    from aiosmtpd.smtp import SMTP

    class Mailbox:
        async def handle_RCPT(self, server, session, envelope, address, options):
            if address.startswith("gone@"):
                return "550 5.1.1 no such mailbox"
            if address.startswith("later@"):
                return "450 4.2.0 try again later"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):
            text = envelope.content.decode("utf-8")
            say({"from": envelope.mail_from, "to": ",".join(envelope.rcpt_tos), "text": text})
            return "250 OK"

    async def run():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Mailbox()), "127.0.0.1", 0)
        say(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def serve_web():
    answers = {"/busy": 503, "/missing": 404, "/gone": 410, "/elsewhere": 302}

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            answer = answers.get(self.path, 204)
            self.send_response(answer)
            self.send_header("Location", "/hook")
            self.end_headers()
            if answer == 204:
                say({"path": self.path, "type": self.headers["Content-Type"], "text": body})

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    say(server.server_address[1])
    server.serve_forever()


if __name__ == "__main__":
    {"mail": serve_mail, "web": serve_web}[sys.argv[1]]()
