import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PublicApp } from '../ui/preferences.tsx';
import '../ui/tokens.css';
import '../ui/public.css';
import './display.css';
import { DisplayPage } from './page.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <PublicApp>
      <DisplayPage />
    </PublicApp>
  </StrictMode>,
);
