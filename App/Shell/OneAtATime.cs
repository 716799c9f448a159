namespace App.Shell;

/// <summary>
/// What the buttons of a page start, never twice at a time: a second click of a double one is on its way before the button is seen
/// disabled, and would make a second draft or segment.
/// </summary>
public sealed class OneAtATime
{
    /// <summary>Whether something is under way; buttons are disabled meanwhile.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Does the work, or nothing while other work of this page is under way.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        if (IsBusy)
        {
            return;
        }
        IsBusy = true;
        try
        {
            await work();
        }
        finally
        {
            IsBusy = false;
        }
    }
}
