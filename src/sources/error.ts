/** A source that could not be read; `reason` is Chinese, short, and holds no secret: `连接被拒绝`, `超时（5 s）`. */
export class SourceError extends Error {
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'SourceError';
    this.reason = reason;
  }
}
