/** What a program decides by; the reason is for people. `unknown`: nothing told what went wrong. */
export type SourceFault = 'no-command' | 'not-understood' | 'unknown';

interface SourceErrorOptions extends ErrorOptions {
  fault?: SourceFault | undefined;
}

/** A source that could not be read; `reason` is Chinese, short, and holds no secret: `连接被拒绝`, `超时（5 s）`. */
export class SourceError extends Error {
  readonly reason: string;
  readonly fault: SourceFault | undefined;

  constructor(reason: string, options: SourceErrorOptions = {}) {
    super(reason, options);
    this.name = 'SourceError';
    this.reason = reason;
    this.fault = options.fault;
  }
}

/** The source is there and does not let us in: our account is wrong, which says nothing about how the source is. */
export class AccessError extends SourceError {
  constructor(reason: string, options?: SourceErrorOptions) {
    super(reason, options);
    this.name = 'AccessError';
  }
}

/** The same failure with the place where it happened before its reason: `首页：超时（5 s）`. */
export function inPlace(place: string, error: SourceError): SourceError {
  const Kind = error instanceof AccessError ? AccessError : SourceError;
  return new Kind(`${place}：${error.reason}`, { cause: error, fault: error.fault });
}
