import type { IpcMainEvent, Session, WebContents, WebFrameMain } from 'electron';
import { isPage, isPageResource } from './pageAddress.ts';

/** Nothing but the page itself is ever shown: it cannot go elsewhere, open windows or embed other pages. */
export function guardContents(contents: WebContents, page: string): void {
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isPage(details.url, page)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The page gets no permissions and no devices, and loads nothing from elsewhere. */
export function guardSession(session: Session, page: string): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // The spelling checker would download its dictionaries.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isPageResource(details.url, page) }));
}

/** The frame that sent a message, if it is the page in the top frame of its window; else null. */
export function trustedSender(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  contents: WebContents | undefined,
  page: string,
): WebFrameMain | null {
  const frame = event.senderFrame;
  if (frame === null || event.sender !== contents || frame.parent !== null) return null;
  return isPage(frame.url, page) ? frame : null;
}
