using System.Runtime.ExceptionServices;

namespace Tests.Segments.Density;

/// <summary>Runs work so that its parallel loops have one core: the scheduler that they inherit runs everything on its own thread.</summary>
internal sealed class OnOneCore : TaskScheduler
{
    public static void Run(Action work)
    {
        var task = new Task(work);
        task.RunSynchronously(new OnOneCore());
        if (task.Exception is { } error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task) => TryExecuteTask(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
