// What the build puts beside the scripts of web/.
declare module '*/app.js' {
  const create: (options: object) => Promise<any>;
  export default create;
}
declare module '*/engine.js' {
  const create: (options: object) => Promise<any>;
  export default create;
}
declare module '*/boot_strings.js' {
  export const bootStrings: Record<string, {en: string, zh: string}>;
}
declare module '*/link_strings.js' {
  type Words = {en: string, zh: string};
  export const linkStrings: {
    kLinkPanelTitle: Words, kLinkPanelQr: Words, kLinkPanelCopy: Words, kLinkPanelCopied: Words,
    kLinkPanelByHand: Words, kLinkPanelMissing: Words, kLinkPanelClose: Words,
  };
}
declare module '*/libraries/class_results.js' {
  const create: () => Promise<any>;
  export default create;
}
declare module '*/libraries/qrcode-generator.js' {
  export const qrcode: (type: number, correction: 'L' | 'M' | 'Q' | 'H') => {
    addData(text: string): void, make(): void, getModuleCount(): number, isDark(row: number, column: number): boolean,
  };
}
declare module '*/together_engine.js' {
  const create: (options: object) => Promise<any>;
  export default create;
}
