/**
 * What the oldest browser lacks and the code of this site or of a library calls: imported first by the pages that need it.
 * Chromium 86 has no `Object.hasOwn` (93), which the hash library and the index of 档案查验 use.
 */
if (typeof Object.hasOwn !== 'function') {
  Object.defineProperty(Object, 'hasOwn', {
    configurable: true,
    writable: true,
    value: (object: object, key: PropertyKey) => Object.getOwnPropertyDescriptor(object, key) !== undefined,
  });
}

export {};
