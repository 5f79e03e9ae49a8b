import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { inShell } from '../ui/connect.ts';
import { StaffSign } from '../ui/kit/staff-sign.tsx';
import { PublicApp } from '../ui/preferences.tsx';
import '../ui/tokens.css';
import '../ui/public.css';
import './display.css';
import { DisplayPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PublicApp>
      <DisplayPage />
      {/* A browser that shows the hall's page has no station behind it. */}
      {inShell() ? <StaffSign /> : null}
    </PublicApp>
  </StrictMode>,
);
