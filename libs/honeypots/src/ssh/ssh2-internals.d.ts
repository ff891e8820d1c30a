declare module 'ssh2/lib/protocol/constants.js' {
  const constants: { SUPPORTED_MAC: string[] };
  export default constants;
}
