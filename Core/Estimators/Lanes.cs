using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Estimators;

/// <summary>
/// The arithmetic of one vector of doubles, so that a kernel is written once and compiled for 512 bits, 256 bits and one number at a time.
/// </summary>
/// <typeparam name="T">The vector.</typeparam>
internal interface ILanes<T>
    where T : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    static abstract T Create(double value);

    static abstract T Load(ref double source, int index);

    static abstract void Store(T value, ref double target, int index);

    static abstract T Add(T a, T b);

    static abstract T Subtract(T a, T b);

    static abstract T Multiply(T a, T b);

    static abstract T Divide(T a, T b);

    static abstract T Max(T a, T b);

    /// <summary>a b + c.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract double Sum(T value);

    /// <summary>value · 2ⁿ for n a whole number plus 1.5 · 2⁵², whose lowest bits are n.</summary>
    static abstract T Scale(T value, T shiftedExponent);
}

/// <summary>Eight numbers at a time.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<double>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Create(double value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double source, int index) => Vector512.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> value, ref double target, int index) => value.StoreUnsafe(ref target, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> value) => Vector512.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> value, Vector512<double> shiftedExponent) =>
        (value.AsInt64() + Vector512.ShiftLeft(shiftedExponent.AsInt64(), 52)).AsDouble();
}

/// <summary>Four numbers at a time.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<double>>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Create(double value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double source, int index) => Vector256.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> value, ref double target, int index) => value.StoreUnsafe(ref target, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Max(Vector256<double> a, Vector256<double> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> value) => Vector256.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> value, Vector256<double> shiftedExponent) =>
        (value.AsInt64() + Vector256.ShiftLeft(shiftedExponent.AsInt64(), 52)).AsDouble();
}

/// <summary>One number at a time.</summary>
internal readonly struct Lanes64 : ILanes<double>
{
    public static int Count => 1;

    public static double Create(double value) => value;

    public static double Load(ref double source, int index) => Unsafe.Add(ref source, index);

    public static void Store(double value, ref double target, int index) => Unsafe.Add(ref target, index) = value;

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    public static double Max(double a, double b) => Math.Max(a, b);

    public static double MultiplyAdd(double a, double b, double c) => a * b + c;

    public static double Sum(double value) => value;

    public static double Scale(double value, double shiftedExponent) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + (BitConverter.DoubleToInt64Bits(shiftedExponent) << 52));
}
