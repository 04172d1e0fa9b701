"""Mail through the installation's server. The number is the Message-ID, by which mail systems drop a repetition."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .protocol import Message, Outcome

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SECONDS = 10
TRANSIENT = range(400, 500)


def is_set_up() -> bool:
    return bool(settings.EMAIL_HOST) or settings.EMAIL_BACKEND != SMTP


class Mail:
    repeatable = True

    def send(self, message: Message) -> Outcome:
        site = urlsplit(settings.SITE_URL).hostname or "localhost"
        headers = {"Message-ID": f"<{message.number}@{site}>", "Auto-Submitted": "auto-generated"}
        subject = " ".join(message.subject.split())
        letter = EmailMessage(subject, message.text, None, [message.to], headers=headers)
        try:
            letter.connection = get_connection(timeout=SECONDS) if settings.EMAIL_BACKEND == SMTP else get_connection()
            letter.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            code = min((int(answer[0]) for answer in refusal.recipients.values()), default=550)
            return Outcome(False, f"收件人被邮件服务器拒收（{code}）。", again=code in TRANSIENT)
        except smtplib.SMTPResponseException as refusal:
            return Outcome(False, f"邮件服务器答复{refusal.smtp_code}。", again=refusal.smtp_code in TRANSIENT)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(False, f"邮件服务器没有应答（{type(error).__name__}）。", again=True, down=True)
        except ValueError:
            return Outcome(False, "邮箱地址不能识别。")
        return Outcome(True)
