/** Why a message did not get through, as codes, and what a person is told: what is the matter, and what to do. Pure. */

interface Told {
  /** In a few words. */
  text: string;
  /** What to do. */
  remedy: string;
}

/** Code → what it means. Words of a server are never repeated: they may hold what was sent to it. */
export const failureReasons = {
  secret: {
    text: '口令变量没有值',
    remedy: '把变量写进环境变量或 OPSLEDGER_ENV_FILE 指定的文件（opsledger doctor 列出是哪一个）',
  },
  ca: { text: '另外信任的证书文件读不出', remedy: '核对该通道 ca 写明的文件：路径、读取权限、PEM 格式' },
  dns: { text: '服务器的域名无法解析', remedy: '核对通道的地址；内网域名的核对本机的 DNS 设置' },
  connect: { text: '连接不上服务器', remedy: '核对通道的地址与端口，服务器是否运行，防火墙是否放行' },
  timeout: { text: '服务器在时限内没有应答', remedy: '核对服务器负载与网络；稍后自动再试' },
  'tls-untrusted': {
    text: '服务器的证书没有可信的签发者',
    remedy: '取得签发者的证书，装入系统信任库或写入该通道的 ca；不能关闭校验',
  },
  'tls-name': { text: '服务器的证书不是这个名称的', remedy: '通道的地址改用证书上的名称，或换发证书' },
  'tls-expired': { text: '服务器的证书已过期或尚未生效', remedy: '由服务器的管理者换发证书；并核对本机时钟' },
  tls: {
    text: '加密连接没有建立',
    remedy: '核对 security：465 端口用 tls，25、587 端口用 starttls；内网转发不加密的写 none',
  },
  auth: { text: '邮件服务器不接受账号或口令', remedy: '核对 user 和口令变量的值；要求授权码的邮箱用授权码' },
  sender: { text: '邮件服务器不接受发件人', remedy: '核对 from：多数服务器要求与登录账号一致' },
  recipient: { text: '收件地址被退回', remedy: '核对 notify.addresses 里的地址；人员已离开的，换成接手的人' },
  refused: { text: '邮件服务器拒收', remedy: '按编号询问邮件服务器的管理者（反垃圾、大小限制、IP 白名单）' },
  busy: { text: '邮件服务器暂时不收', remedy: '稍后自动再试；持续不收的询问服务器的管理者' },
  protocol: { text: '对方不是邮件服务器，或应答无法识别', remedy: '核对通道的地址、端口与 security' },
  token: { text: '机器人的密钥无效', remedy: '核对 token 变量的值；机器人被移出群的，重新添加' },
  sign: {
    text: '机器人的加签校验没有通过',
    remedy: '核对 secret 变量的值与本机时钟；机器人设为关键词的，关键词用“运维台账”',
  },
  rate: { text: '机器人发送过于频繁，被限流', remedy: '十余分钟后自动再试；同一个群不要接入多个系统的机器人' },
  robot: { text: '机器人拒绝了消息', remedy: '按错误编号查该平台的说明；核对机器人的安全设置（关键词、IP 名单）' },
  http: { text: '回调网址拒绝了请求', remedy: '核对网址与 token；由接收方查看日志' },
  gateway: { text: '回调网址暂时不可用', remedy: '由接收方查看；稍后自动再试' },
  redirect: { text: '回调网址转向了别处', remedy: '改为最终的网址；密钥不会发往转向后的地址' },
  interrupted: { text: '发送途中程序中断，不知道是否送达', remedy: '已标明“可能重复”再发一次；向收件人核实' },
  lost: { text: '已交给服务器而没有得到答复，不知道是否送达', remedy: '已标明“可能重复”再发一次；向收件人核实' },
  program: { text: '程序出错', remedy: '用 opsledger doctor 检查；反复出现的请反馈' },
} as const satisfies Record<string, Told>;
export type FailureReason = keyof typeof failureReasons;

/** What became of one try. `unknown`: it may have arrived. */
export type Outcome = { result: 'sent' } | { result: 'failed' | 'unknown'; reason: FailureReason; code: number | null };

export const failed = (reason: FailureReason, code: number | null = null): Outcome => ({
  result: 'failed',
  reason,
  code,
});

export const unknown = (reason: FailureReason = 'lost', code: number | null = null): Outcome => ({
  result: 'unknown',
  reason,
  code,
});

const byCode: Readonly<Record<string, FailureReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EDNS: 'dns',
  ECONNREFUSED: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  EADDRNOTAVAIL: 'connect',
  ECONNRESET: 'connect',
  EPIPE: 'connect',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'timeout',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_REVOKED: 'tls-untrusted',
  ETLS: 'tls',
};

const ofCode = (code: unknown): FailureReason | undefined => {
  if (typeof code !== 'string') return undefined;
  return byCode[code] ?? (/^(ERR_SSL|ERR_TLS|EPROTO$)/.test(code) ? 'tls' : undefined);
};

/** The reason of a connection that failed, by the codes that its error and what caused it bear; undefined: none is known. */
export function reasonOfError(error: unknown): FailureReason | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 4; one = one.cause, depth += 1) {
    const { originalCode, code, errors } = one as { originalCode?: unknown; code?: unknown; errors?: unknown };
    const known = ofCode(originalCode) ?? ofCode(code);
    if (known !== undefined) return known;
    const inner = Array.isArray(errors) ? errors.map(reasonOfError).find((found) => found !== undefined) : undefined;
    if (inner !== undefined) return inner;
    if (/certificate/i.test(one.message)) return 'tls-untrusted';
  }
  return undefined;
}
