import { mount } from 'svelte';
import { z } from 'zod';
import type { ShellBridge } from '#core/contract/shell.ts';
import App from './App.svelte';
import { findEngine } from './client/connect.ts';
import { Application } from './state/application.svelte.ts';
import './styles/index.css';

declare global {
  interface Window {
    lamina?: ShellBridge;
  }
}

// The page's security policy forbids making code at run time, which Zod would otherwise try.
z.config({ jitless: true });

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the application.');
const application = new Application(findEngine(window), window);
mount(App, { target, props: { application } });
application.session.open();
