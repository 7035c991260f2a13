/** What a form needs of the request that it came with: less than a page gets. */

import type { Port } from '../ports/port.ts';
import type { FormValues } from '../request/form-values.ts';
import type { Viewer } from '../request/viewer.ts';
import type { Forms } from './forms.ts';

export interface FormRequest {
  query: Readonly<Record<string, string>>;
  form: FormValues;
  forms: Forms;
  viewer: Viewer;
  port: Port;
  /** ISO instant. */
  now: string;
}

/** A page of a form: its template, and its data. */
export interface FormPage {
  page: string;
  title: string;
  data: object;
  status?: 200 | 400 | 409;
}
