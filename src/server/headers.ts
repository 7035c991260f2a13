/** What every answer of the site's server says about itself. */

const policy = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** Our own pages: scripts and data from this server alone; no inline script exists, so no hash is needed. */
const PAGE_POLICY = policy({
  'default-src': "'none'",
  // Follows from the line above; said for whoever reads or scans the policy.
  'object-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  // Documents and drafts are shown in frames of their own, in which nothing runs.
  'frame-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
});

const DOCUMENT = {
  'default-src': "'none'",
  'object-src': "'none'",
  'script-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'font-src': 'data:',
  'form-action': "'none'",
  'base-uri': "'none'",
};

/**
 * Documents as they were issued, and previews of drafts: nothing runs, nothing is loaded, and only a page of this server, which shows the
 * way back, may hold one.
 */
const DOCUMENT_POLICY = policy({ ...DOCUMENT, 'frame-ancestors': "'self'" });

/** A draft in a page of the desk: the same, and a frame of this server's own pages alone may hold it. */
const DRAFT_POLICY = policy({ ...DOCUMENT, sandbox: '', 'frame-ancestors': "'self'" });

const COMMON: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Headers of an answer, whatever its status. */
export function securityHeaders(kind: 'page' | 'document' | 'draft'): Record<string, string> {
  if (kind === 'page') return { ...COMMON, 'Content-Security-Policy': PAGE_POLICY };
  const held = kind === 'draft' ? DRAFT_POLICY : DOCUMENT_POLICY;
  return { ...COMMON, 'X-Frame-Options': 'SAMEORIGIN', 'Content-Security-Policy': held };
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.txt': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
};

/** Media type by extension (with its dot, lower case); undefined for what the site does not serve. */
export function mediaType(extension: string): string | undefined {
  return TYPES[extension];
}

/** true for types that shrink. */
export function isText(type: string): boolean {
  return /^(text\/|application\/json|image\/svg)/.test(type);
}

/**
 * `Content-Disposition` with a Chinese file name (RFC 6266, RFC 5987): an ASCII form for old programs, the real one beside.
 * @param how `inline` shows it where the browser can; `attachment` saves it
 */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
