/**
 * What PowerShell compiles and runs: winspool.drv by P/Invoke, driven by lines (see `SpoolerHelper`). C# 5, which is what
 * Windows PowerShell 5.1 has. Structures and constants: Windows SDK, winspool.h.
 */
export const HELPER_SOURCE = `
using System;
using System.Runtime.InteropServices;
using System.Text;
namespace OneWindow {
  public static class Spooler {
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct DocInfo {
      [MarshalAs(UnmanagedType.LPWStr)] public string Name;
      [MarshalAs(UnmanagedType.LPWStr)] public string OutputFile;
      [MarshalAs(UnmanagedType.LPWStr)] public string DataType;
    }
    [DllImport("winspool.drv", EntryPoint = "OpenPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
    static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
    [DllImport("winspool.drv", SetLastError = true)] static extern bool ClosePrinter(IntPtr printer);
    [DllImport("winspool.drv", EntryPoint = "StartDocPrinterW", SetLastError = true, CharSet = CharSet.Unicode)]
    static extern int StartDocPrinter(IntPtr printer, int level, ref DocInfo info);
    [DllImport("winspool.drv", SetLastError = true)] static extern bool StartPagePrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)]
    static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);
    [DllImport("winspool.drv", SetLastError = true)] static extern bool EndPagePrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)] static extern bool EndDocPrinter(IntPtr printer);
    [DllImport("winspool.drv", SetLastError = true)] static extern bool AbortPrinter(IntPtr printer);
    [DllImport("winspool.drv", EntryPoint = "GetPrinterW", SetLastError = true)]
    static extern bool GetPrinter(IntPtr printer, int level, IntPtr info, int size, out int needed);
    [DllImport("winspool.drv", EntryPoint = "GetJobW", SetLastError = true)]
    static extern bool GetJob(IntPtr printer, int job, int level, IntPtr info, int size, out int needed);
    [DllImport("winspool.drv", EntryPoint = "SetJobW", SetLastError = true)]
    static extern bool SetJob(IntPtr printer, int job, int level, IntPtr info, int command);

    const int Pause = 1, Delete = 5, Begun = 0x10 | 0x80 | 0x1000; // JOB_STATUS_PRINTING, _PRINTED, _COMPLETE
    static IntPtr printer = IntPtr.Zero;

    class Refused : Exception { public int Code; public Refused(int code) { Code = code; } }
    static void Must(bool done) { if (!done) throw new Refused(Marshal.GetLastWin32Error()); }
    delegate bool Reader(IntPtr info, int size, out int needed);

    static uint[] Read(Reader read, params int[] offsets) {
      int needed;
      if (!read(IntPtr.Zero, 0, out needed) && needed == 0) throw new Refused(Marshal.GetLastWin32Error());
      IntPtr info = Marshal.AllocHGlobal(needed);
      try {
        Must(read(info, needed, out needed));
        uint[] values = new uint[offsets.Length];
        for (int i = 0; i < offsets.Length; i++) values[i] = (uint)Marshal.ReadInt32(info, offsets[i]);
        return values;
      } finally { Marshal.FreeHGlobal(info); }
    }

    // PRINTER_INFO_2: thirteen pointers, then Attributes, Priority, DefaultPriority, StartTime, UntilTime, Status.
    static string State() {
      int at = 13 * IntPtr.Size;
      uint[] v = Read(delegate(IntPtr i, int s, out int n) { return GetPrinter(printer, 2, i, s, out n); }, at + 20, at);
      return " " + v[0] + " " + v[1];
    }

    // JOB_INFO_1: JobId, six pointers, then Status.
    static uint JobStatus(int job) {
      return Read(delegate(IntPtr i, int s, out int n) { return GetJob(printer, job, 1, i, s, out n); }, 7 * IntPtr.Size)[0];
    }

    static string Print(byte[] bytes) {
      DocInfo doc = new DocInfo();
      doc.Name = "OneWindow";
      doc.DataType = "RAW";
      int job = StartDocPrinter(printer, 1, ref doc);
      Must(job != 0);
      try {
        Must(StartPagePrinter(printer));
        for (int at = 0; at < bytes.Length; ) {
          byte[] rest = new byte[bytes.Length - at];
          Array.Copy(bytes, at, rest, 0, rest.Length);
          int written;
          Must(WritePrinter(printer, rest, rest.Length, out written));
          at += written;
        }
        Must(EndPagePrinter(printer));
      } catch (Refused) { AbortPrinter(printer); throw; }
      Must(EndDocPrinter(printer));
      return " " + job;
    }

    static string Cancel(int job) {
      SetJob(printer, job, 0, IntPtr.Zero, Pause); // so that it does not begin between the look and the removal
      bool begun = (JobStatus(job) & Begun) != 0;
      Must(SetJob(printer, job, 0, IntPtr.Zero, Delete));
      return begun ? " 1" : " 0";
    }

    static string Obey(string verb, string arg) {
      switch (verb) {
        case "open":
          if (printer != IntPtr.Zero) { ClosePrinter(printer); printer = IntPtr.Zero; }
          Must(OpenPrinter(Encoding.UTF8.GetString(Convert.FromBase64String(arg)), out printer, IntPtr.Zero));
          return "";
        case "state": return State();
        case "print": return Print(Convert.FromBase64String(arg));
        case "job": return " " + JobStatus(int.Parse(arg));
        case "cancel": return Cancel(int.Parse(arg));
        default: throw new Refused(1);
      }
    }

    public static void Run() {
      Console.Out.WriteLine("ready");
      Console.Out.Flush();
      for (string line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine()) {
        string[] words = line.Split(' ');
        string answer;
        try { answer = " ok" + Obey(words[1], words.Length > 2 ? words[2] : ""); }
        catch (Refused refused) { answer = " error " + refused.Code; }
        catch (FormatException) { answer = " error 87"; }
        Console.Out.WriteLine(words[0] + answer);
        Console.Out.Flush();
      }
    }
  }
}
`;
