using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace CasesGraph.Attachments;

/// <summary>Makes a folder's names survive a loss of power, which on POSIX is asked for apart from the files' contents.</summary>
internal static class DirectorySync
{
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0);
        if (handle < 0)
            throw Failure(folder);
        // EINVAL: a file system that has no such thing, and needs none.
        const int invalid = 22;
        var failed = Sync(handle) != 0 && Marshal.GetLastPInvokeError() != invalid;
        var failure = failed ? Failure(folder) : null;
        _ = Close(handle);
        if (failure is not null)
            throw failure;
    }

    private static IOException Failure(string folder) =>
        new($"The folder {folder} cannot be synchronized.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
