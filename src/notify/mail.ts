/** Mail by SMTP: one message to one address, so that whether it arrived is known of each. */
import { Readable } from 'node:stream';
import type { NoticeChannel } from '../contract/notices.ts';
import { type FailureReason, failed, type Outcome, reasonOfError, unknown } from './failure.ts';
import { addressOf } from './mailbox.ts';
import { authoritiesOf } from './trust.ts';

export type MailChannel = Extract<NoticeChannel, { type: 'mail' }>;

export interface MailContent {
  /** Unique, and the same in a repeat: a mail reader may then show one of the two. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** ISO instant. */
  at: string;
}

/** How long a server may take to be reached, to greet, and to answer; milliseconds. */
export interface MailTimes {
  connect: number;
  answer: number;
}

interface SmtpError extends Error {
  code?: string;
  originalCode?: string;
  responseCode?: number;
  command?: string;
}

/** @returns what is known of it; throws nothing */
export async function sendMail(channel: MailChannel, content: MailContent, times: MailTimes): Promise<Outcome> {
  let ca: string[];
  try {
    ca = await authoritiesOf(channel.ca);
  } catch {
    return failed('ca');
  }
  const [{ default: SMTPConnection }, bytes] = await Promise.all([
    import('nodemailer/lib/smtp-connection'),
    composeMail(channel.from, content),
  ]);
  const connection = new SMTPConnection({
    ...{ host: channel.host, port: channel.port },
    secure: channel.security === 'tls',
    ignoreTLS: channel.security === 'none',
    requireTLS: channel.security === 'starttls',
    ...{ connectionTimeout: times.connect, greetingTimeout: times.answer, socketTimeout: times.answer },
    dnsTimeout: times.connect,
    tls: { ca, minVersion: 'TLSv1.2' },
  });
  let phase: 'connect' | 'login' | 'send' = 'connect';
  let bodyBegun = false;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  connection.on('error', reject);
  // A server that ends the connection without a word raises no error once the greeting is over.
  connection.on('end', () => reject(new Error('connection ended')));
  const body = Readable.from(
    (function* () {
      bodyBegun = true;
      yield bytes;
    })(),
  );
  const { user, password } = channel;
  const send = (): void => {
    phase = 'send';
    connection.send({ from: addressOf(channel.from), to: [addressOf(content.to)] }, body, (error) =>
      error === null || error === undefined ? resolve() : reject(error),
    );
  };
  connection.connect((error) => {
    if (error !== null && error !== undefined) return reject(error);
    if (user === undefined) return send();
    phase = 'login';
    connection.login({ user, pass: password ?? '' }, (refused) =>
      refused === null || refused === undefined ? send() : reject(refused),
    );
  });
  try {
    await promise;
    connection.quit();
    return { result: 'sent' };
  } catch (error) {
    connection.close();
    return outcomeOf(error as SmtpError, phase, bodyBegun);
  } finally {
    body.destroy();
    // Should the server not answer QUIT, nothing waits for it.
    setTimeout(() => connection.close(), times.answer).unref();
  }
}

/** A server that said no said so; one that fell silent after the message was handed over may have it. */
function outcomeOf(error: SmtpError, phase: 'connect' | 'login' | 'send', bodyBegun: boolean): Outcome {
  const { responseCode } = error;
  if (responseCode !== undefined && responseCode >= 400)
    return failed(refusal(error, phase, responseCode), responseCode);
  if (phase === 'send' && bodyBegun) return unknown();
  return failed(silence(error, phase));
}

const TEMPORARY_UP_TO = 500;

function refusal({ command = '' }: SmtpError, phase: string, code: number): FailureReason {
  if (code < TEMPORARY_UP_TO) return 'busy';
  if (phase === 'login' || command.startsWith('AUTH') || code === 530 || code === 535) return 'auth';
  if (command === 'RCPT TO') return 'recipient';
  if (command === 'MAIL FROM') return 'sender';
  return command === 'STARTTLS' ? 'tls' : 'refused';
}

function silence(error: SmtpError, phase: string): FailureReason {
  const known = reasonOfError(error);
  if (error.code === 'EAUTH') return 'auth';
  if (error.code === 'EPROTOCOL') return 'protocol';
  if (known !== undefined) return known;
  if (error.code === 'ETLS' || error.command === 'STARTTLS') return 'tls';
  return phase === 'login' ? 'auth' : 'connect';
}

/** The mail as it travels: plain text, and the same drawn. */
async function composeMail(from: string, { messageId, to, subject, text, html, at }: MailContent): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    ...{ from, to, subject, text, html, messageId },
    date: new Date(Temporal.Instant.from(at).epochMilliseconds),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
