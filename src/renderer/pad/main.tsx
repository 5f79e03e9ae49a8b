import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { inShell } from '../ui/connect.ts';
import { PublicApp } from '../ui/preferences.tsx';
import '../ui/tokens.css';
import '../ui/public.css';
import './pad.css';
import './reasons.css';
import './pairing.css';
import './sign.css';
import { NetworkPad } from './network.tsx';
import { PadPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PublicApp>{inShell() ? <PadPage /> : <NetworkPad />}</PublicApp>
  </StrictMode>,
);
