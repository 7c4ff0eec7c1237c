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
declare module '*/together_engine.js' {
  const create: (options: object) => Promise<any>;
  export default create;
}
