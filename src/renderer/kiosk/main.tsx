import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/public.css';
import { StaffSign } from '../ui/kit/staff-sign.tsx';
import { PublicApp } from '../ui/preferences.tsx';
import { Kiosk } from './kiosk.tsx';
// After the kit's styles, which it narrows.
import './kiosk.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <PublicApp>
    <Kiosk />
    <StaffSign />
  </PublicApp>,
);
