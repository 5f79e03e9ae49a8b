import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { StaffSign } from '../ui/kit/staff-sign.tsx';
import { PublicApp } from '../ui/preferences.tsx';
import '../ui/tokens.css';
import '../ui/public.css';
import './pad.css';
import './reasons.css';
import { PadPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PublicApp>
      <PadPage />
      <StaffSign />
    </PublicApp>
  </StrictMode>,
);
