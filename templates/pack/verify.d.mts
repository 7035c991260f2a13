/** Types of the command, for the test that holds it against the page. */
interface Found {
  problems: { property: '真实性' | '完整性' | '可用性' | '安全性'; where: string; message: string }[];
  cautions: string[];
  notes: string[];
  compared: string;
}
export function verifyPack(root: string, options?: { sm3?: boolean; checkpoint?: string; key?: string }): Found;
export function verifyDocument(root: string, number: string, key?: string): Found;
