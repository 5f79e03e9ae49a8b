import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/public.css';
import { StaffSign } from '../ui/kit/staff-sign.tsx';
import { PublicApp } from '../ui/preferences.tsx';
import { Dispenser } from './dispenser.tsx';
// After the kit's styles, which it narrows.
import './dispenser.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <PublicApp>
    <Dispenser />
    <StaffSign />
  </PublicApp>,
);
