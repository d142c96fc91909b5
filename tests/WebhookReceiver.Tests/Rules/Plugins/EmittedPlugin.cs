using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace WebhookReceiver.Tests.Rules.Plugins;

/// <summary>A class of an emitted plug-in; every omitted part is that of a well-behaved rule.</summary>
internal sealed record EmittedRule
{
    public string Type { get; init; } = "Emitted.Rule";
    public string? Name { get; init; } = "emitted";
    public bool IsRule { get; init; } = true;
    public bool IsOpen { get; init; }
    public Action<ILGenerator>? Constructor { get; init; }
    public Type[] ConstructorTakes { get; init; } = [];
    public Action<ILGenerator>? StaticConstructor { get; init; }
    public Action<ILGenerator>? NameGetter { get; init; }
    public Action<ILGenerator>? StageGetter { get; init; }
    public Action<ILGenerator>? PriorityGetter { get; init; }
    public Type Parent { get; init; } = typeof(object);
    public Action<ILGenerator>? Dispose { get; init; }
    public Action<ILGenerator>? Reply { get; init; }
}

/// <summary>Writes real plug-in DLLs, including broken ones, without a compiler.</summary>
internal static class EmittedPlugin
{
    public static byte[] Build(params EmittedRule[] rules) => Build("Emitted", null, rules);

    public static byte[] Build(string assembly, string? framework, params EmittedRule[] rules)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(assembly), typeof(object).Assembly);
        if (framework is not null)
        {
            var constructor = typeof(TargetFrameworkAttribute).GetConstructor([typeof(string)])!;
            builder.SetCustomAttribute(new CustomAttributeBuilder(constructor, [framework]));
        }

        var module = builder.DefineDynamicModule(assembly);
        foreach (var rule in rules)
        {
            Define(module, rule);
        }

        using var file = new MemoryStream();
        builder.Save(file);
        return file.ToArray();
    }

    /// <summary>The same DLL, built against another version of a reference.</summary>
    public static byte[] WithReference(byte[] dll, string name, Version version)
    {
        using var file = new PEReader(new MemoryStream(dll));
        var metadata = file.GetMetadataReader();
        var row = metadata
            .AssemblyReferences.Select(metadata.GetAssemblyReference)
            .TakeWhile(reference => metadata.GetString(reference.Name) != name)
            .Count();
        var at =
            file.PEHeaders.MetadataStartOffset
            + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (row * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        var patched = dll.ToArray();
        // ECMA-335, II.22.5: the row begins with the four parts of the version.
        int[] parts = [version.Major, version.Minor, version.Build, version.Revision];
        for (var part = 0; part < parts.Length; part++)
        {
            BitConverter.TryWriteBytes(patched.AsSpan(at + (2 * part)), (ushort)Math.Max(0, parts[part]));
        }

        return patched;
    }

    /// <summary>The same DLL as a native library: without the header of .NET.</summary>
    public static byte[] WithoutMetadata(byte[] dll)
    {
        using var file = new PEReader(new MemoryStream(dll));
        // The directories of data stand behind 96 bytes, in a 64-bit file behind 112; that of .NET is number 14.
        var directories = file.PEHeaders.PEHeader!.Magic == PEMagic.PE32 ? 96 : 112;
        var patched = dll.ToArray();
        patched.AsSpan(file.PEHeaders.PEHeaderStartOffset + directories + (14 * 8), 8).Clear();
        return patched;
    }

    /// <summary>The same DLL, for another processor than this process's.</summary>
    public static byte[] ForOtherProcessor(byte[] dll)
    {
        using var file = new PEReader(new MemoryStream(dll));
        var other = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Machine.Amd64 : Machine.Arm64;
        var patched = dll.ToArray();
        BitConverter.TryWriteBytes(patched.AsSpan(file.PEHeaders.CoffHeaderStartOffset), (ushort)other);
        return patched;
    }

    public static void Throw(ILGenerator il)
    {
        il.Emit(OpCodes.Ldstr, "the shop is closed");
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
    }

    /// <summary>Waits until the test calls <see cref="Release"/> with this key.</summary>
    public static Action<ILGenerator> WaitFor(string key)
    {
#pragma warning disable CA2000 // the plug-in may still use it when the test is over
        AppContext.SetData(key, new ManualResetEvent(initialState: false));
#pragma warning restore CA2000
        return il =>
        {
            il.Emit(OpCodes.Ldstr, key);
            il.Emit(OpCodes.Call, typeof(AppContext).GetMethod(nameof(AppContext.GetData))!);
            il.Emit(OpCodes.Castclass, typeof(WaitHandle));
            il.Emit(OpCodes.Callvirt, typeof(WaitHandle).GetMethod(nameof(WaitHandle.WaitOne), Type.EmptyTypes)!);
            il.Emit(OpCodes.Pop);
        };
    }

    /// <summary>Releases a plug-in that waits in <see cref="WaitFor"/>.</summary>
    public static void Release(string key) => ((ManualResetEvent)AppContext.GetData(key)!).Set();

    /// <summary>Leaves a value for the test in <see cref="AppContext.GetData"/>.</summary>
    public static Action<ILGenerator> Note(string key) =>
        il =>
        {
            il.Emit(OpCodes.Ldstr, key);
            il.Emit(OpCodes.Ldstr, "done");
            il.Emit(OpCodes.Call, typeof(AppContext).GetMethod(nameof(AppContext.SetData))!);
            il.Emit(OpCodes.Ret);
        };

    public static Action<ILGenerator> Return(int number) =>
        il =>
        {
            il.Emit(OpCodes.Ldc_I4, number);
            il.Emit(OpCodes.Ret);
        };

    private static void Define(ModuleBuilder module, EmittedRule rule)
    {
        var attributes = rule.IsOpen ? TypeAttributes.Public : TypeAttributes.NotPublic | TypeAttributes.Sealed;
        var type = module.DefineType(rule.Type, attributes, rule.Parent);
        DefineConstructors(type, rule);
        if (rule.IsRule)
        {
            type.AddInterfaceImplementation(typeof(IReplyRule));
            DefineGetter(
                type,
                nameof(IReplyRule.Name),
                typeof(string),
                rule.NameGetter ?? (il => LoadName(il, rule.Name))
            );
            DefineReply(type, rule);
        }

        if (rule.StageGetter is not null)
        {
            DefineGetter(type, nameof(IReplyRule.Stage), typeof(ReplyStage), rule.StageGetter);
        }

        if (rule.PriorityGetter is not null)
        {
            DefineGetter(type, nameof(IReplyRule.Priority), typeof(int), rule.PriorityGetter);
        }

        if (rule.Dispose is not null)
        {
            type.AddInterfaceImplementation(typeof(IDisposable));
            var dispose = type.DefineMethod(nameof(IDisposable.Dispose), Implementing, typeof(void), Type.EmptyTypes);
            rule.Dispose(dispose.GetILGenerator());
        }

        type.CreateType();
    }

    private static void LoadName(ILGenerator il, string? name)
    {
        if (name is null)
        {
            il.Emit(OpCodes.Ldnull);
        }
        else
        {
            il.Emit(OpCodes.Ldstr, name);
        }

        il.Emit(OpCodes.Ret);
    }

    private static void DefineConstructors(TypeBuilder type, EmittedRule rule)
    {
        var constructor = type.DefineConstructor(
            MethodAttributes.Public,
            CallingConventions.Standard,
            rule.ConstructorTakes
        );
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, rule.Parent.GetConstructor(Type.EmptyTypes)!);
        rule.Constructor?.Invoke(il);
        il.Emit(OpCodes.Ret);
        if (rule.StaticConstructor is not null)
        {
            il = type.DefineTypeInitializer().GetILGenerator();
            rule.StaticConstructor(il);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void DefineGetter(TypeBuilder type, string property, Type of, Action<ILGenerator> body)
    {
        var name = $"get_{property}";
        var getter = type.DefineMethod(name, Implementing, of, Type.EmptyTypes);
        body(getter.GetILGenerator());
        type.DefineMethodOverride(getter, typeof(IReplyRule).GetMethod(name)!);
    }

    private static void DefineReply(TypeBuilder type, EmittedRule rule)
    {
        var method = type.DefineMethod(
            nameof(IReplyRule.ReplyAsync),
            Implementing,
            typeof(ValueTask<Reply?>),
            [typeof(IncomingMessage), typeof(CancellationToken)]
        );
        var il = method.GetILGenerator();
        rule.Reply?.Invoke(il);
        var nothing = il.DeclareLocal(typeof(ValueTask<Reply?>));
        il.Emit(OpCodes.Ldloca, nothing);
        il.Emit(OpCodes.Initobj, typeof(ValueTask<Reply?>));
        il.Emit(OpCodes.Ldloc, nothing);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(method, typeof(IReplyRule).GetMethod(nameof(IReplyRule.ReplyAsync))!);
    }

    private const MethodAttributes Implementing =
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig;
}
