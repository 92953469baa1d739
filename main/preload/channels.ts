/** What the preload script and Electron's main process say to each other. There is nothing else. */
export const channels = {
  /** Page to main, with the connection's number: give me a way to the engine. */
  connect: 'lamina:connect',
  /** Main to page, with the same number and a MessagePort. */
  port: 'lamina:port',
  /** Main to page: the engine has ended, and with it every connection that has a port. */
  ended: 'lamina:ended',
} as const;
