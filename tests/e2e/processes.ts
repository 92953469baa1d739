import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface ProcessInfo {
  id: number;
  /** Its program and words. */
  command: string;
}

/** The running processes that have a text, such as the name of a folder, in their command. */
export async function processesOf(text: string): Promise<ProcessInfo[]> {
  const lines = (await listing()).split('\n').map((line) => /^\s*(\d+)\s+(.*)$/.exec(line));
  return lines
    .filter((match) => match !== null)
    .map(([, id, command]) => ({ id: Number(id), command }))
    .filter(({ command }) => command.includes(text));
}

export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

async function listing(): Promise<string> {
  if (process.platform !== 'win32') return (await execute('ps', ['-A', '-ww', '-o', 'pid=,args='])).stdout;
  const script = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }';
  return (await execute('powershell', ['-NoProfile', '-Command', script])).stdout;
}
